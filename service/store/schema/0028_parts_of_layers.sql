alter table themes drop column position;  -- their order follows from who mentions them

-- What an idea is called: analysis.themes.results.idea_name.
create macro idea_name(submission, asked, place) as
sha256(unhex(replace(submission::varchar, '-', '')) || encode(asked || ' ' || place))[:16];
