create table split_proposals (  -- how one theme could be split; gone with the next search or erasure
    activity varchar not null,
    asked    varchar not null, -- an analysis.themes.split_proposals.SplitAsked
    found_at timestamp not null,
    proposed json not null,    -- a SplitProposed: its words are gone once any comment is
    primary key (activity, asked)
);
