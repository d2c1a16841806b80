-- Store what a search said of the latest cohort.
insert into theme_watches by name
select $activity as activity, $watch::json as watch
