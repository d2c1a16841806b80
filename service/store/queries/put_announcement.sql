-- Keep an entry; what is there under the same id is replaced where it stands.
insert into announcements by name
select
    $entry as entry,
    $cohort as cohort,
    $said::struct(fr varchar, en varchar) as said,
    $doing::struct(fr varchar, en varchar) as doing,
    $theme::integer as theme,
    $at::timestamp as written_at,
    $published_at::timestamp as published_at,
    $corrected_at::timestamp as corrected_at
on conflict (entry) do update set
    said = excluded.said,
    doing = excluded.doing,
    theme = excluded.theme,
    published_at = excluded.published_at,
    corrected_at = excluded.corrected_at
