"""From comments to ideas: language, non-answers, splitting."""
