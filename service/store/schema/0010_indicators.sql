create table indicators (  -- what a programme accounts for; none: what Bilan ships
    programme  varchar not null,
    position   integer not null,
    definition json not null,  -- a surveys.indicators.Indicator
    primary key (programme, position)
);
