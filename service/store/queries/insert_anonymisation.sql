-- Add a line to the register of anonymisations.
insert into anonymisations by name
select
    $survey as survey, $anonymised_at as anonymised_at, $closed_at as closed_at,
    $kept_days as kept_days, $submissions as submissions, $texts as texts,
    $receipts as receipts, $codes as codes, $links as links, $parts as parts
