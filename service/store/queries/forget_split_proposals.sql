-- Forget all that was proposed to split themes: a comment went, and its words may stand there.
delete from split_proposals
