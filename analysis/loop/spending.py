"""How much of the chance of a false "improved" each change of a programme may spend.

Changes come one by one, nobody knows how many, and a verdict that was given must stand when
later changes are registered. Holm's correction looks at all p values at once, so one more
change could take an earlier verdict back. Here each change gets its part when it is
registered: the j-th a part that falls with the square of j, and the parts add up to 1 over
all j. So whatever the number of changes, however cohorts overlap, and whatever is registered
later, at most one programme in twenty calls anything improved that is not (Bonferroni). The
price: later changes need more answers.

Source: alpha spending in the order of arrival: Foster & Stine (2008), "Alpha-investing: a
procedure for sequential control of expected false discoveries", Journal of the Royal
Statistical Society B 70(2), 429-444, section 2; Tian & Ramdas (2021), "Online control of the
familywise error rate", Statistical Methods in Medical Research 30(4), 976-993. Spending more
where an earlier change succeeded (their fallback) is left: what a change may spend would then
depend on verdicts that come at other times.
"""

from math import pi

FALSE_VERDICTS = 0.05
"""Chance of any false "improved" among all changes of a programme, ever; as much of "worsened"."""


def spent(place: int, among: int = 1) -> float:
    """Return the chance of a false "improved" that a change may spend.

    Args:
        place: Among the changes of its programme, in the order of registration, from 1.
        among: From how many items its own was chosen by rating: the lowest of k is judged as
            if all k were.
    """
    return FALSE_VERDICTS * 6 / (pi * place) ** 2 / among
