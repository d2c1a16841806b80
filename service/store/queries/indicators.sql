-- What a programme declared, in its order. One row per indicator.
select definition from indicators where programme = $programme order by position
