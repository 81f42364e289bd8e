"""Why a question has no key points. In a module of its own: the site words these reasons without pandas."""

UNQUOTABLE, FEW_VOICES, UNFIT = "unquotable", "few_voices", "unfit"
