create table lingering (  -- what was erased whose bytes the file may still hold; a new file begins empty
    what varchar not null
);
