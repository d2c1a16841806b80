"""The questionnaires that Bilan ships, as designers edit them."""
