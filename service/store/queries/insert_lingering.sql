-- Remember that bytes of something erased or corrected still stand in the file.
insert into lingering values ($what)
