-- Forget the vectors of other models.
delete from vectors where model <> $model
