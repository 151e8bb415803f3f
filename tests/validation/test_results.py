"""Counts and means as pure functions, and that no published number is about fewer than three people."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from webapp.formats import one_decimal
from webapp.validation.groups import form_groups
from webapp.validation.results import add_up, count_votes, mean, mean_of_groups

scores = st.one_of(st.none(), st.integers(0, 5))
people = st.lists(st.tuples(st.sampled_from("ABCDE"), st.lists(scores, min_size=4, max_size=4)), max_size=30)
counts = st.lists(st.integers(0, 40), min_size=7, max_size=7)


def test_a_mean_counts_each_score_and_leaves_out_who_does_not_know():
    assert mean([0, 0, 0, 0, 1, 2, 0]) == 14 / 3
    assert mean([0, 0, 0, 0, 1, 0, 2]) == 4
    assert mean([0, 0, 0, 0, 0, 0, 3]) is None
    assert mean([3, 0, 0, 0, 0, 0, 0]) == 0


def test_half_of_a_tenth_is_rounded_up():
    assert [one_decimal(value, "id") for value in (4.25, 87 / 20, 7 / 3, 11 / 3, 0)] == [
        "4,3",
        "4,4",
        "2,3",
        "3,7",
        "0,0",
    ]


def test_the_mean_over_groups_counts_people_not_groups():
    assert mean_of_groups({"large": [0, 0, 0, 0, 0, 9, 0], "small": [0, 3, 0, 0, 0, 0, 0]}) == 4
    assert mean_of_groups({}) is None


def test_fewer_than_three_answers_are_not_even_kept():
    votes = [("card 1", 5), ("card 1", 4), ("card 1", None), ("card 2", 5), ("card 2", 1)]
    assert count_votes(votes) == {"card 1": [0, 0, 0, 0, 1, 1, 1]}


@given(counts)
def test_a_mean_is_between_the_least_and_the_greatest_score_given(counted):
    given_scores = [score for score in range(6) if counted[score]]
    if given_scores:
        assert min(given_scores) - 1e-9 <= mean(counted) <= max(given_scores) + 1e-9
    else:
        assert mean(counted) is None


@given(st.lists(counts))
def test_adding_up_groups_loses_nobody(groups):
    assert sum(add_up(groups)) == sum(sum(group) for group in groups)


@given(people, st.randoms())
def test_the_order_of_people_does_not_matter(voters, random):
    shuffled = random.sample(voters, len(voters))
    assert published(voters) == published(shuffled)


@given(people)
def test_no_two_published_numbers_differ_by_fewer_than_three_people(voters):
    """Each number is about a set of people; sets that can be had by adding and subtracting are made of atoms."""
    about = [set(who) for who in published_about(voters)]
    for person in set().union(*about):
        atom = set(range(len(voters)))
        for who in about:
            atom = atom & who if person in who else atom - who
        assert len(atom) >= 3


@given(people)
def test_changing_one_ballot_of_a_hidden_group_changes_no_number(voters):
    groups = group_of_agencies(voters)
    hidden = [n for n, (agency, _scores) in enumerate(voters) if agency not in groups]
    for n in hidden:
        other = [*voters]
        other[n] = (voters[n][0], [None if score == 5 else 5 for score in voters[n][1]])
        assert published(other) == published(voters)


def group_of_agencies(voters):
    """A person with nothing but empty answers has still cast a ballot."""
    groups = form_groups(Counter(agency for agency, _scores in voters))
    return {agency: group for group in groups for agency in group}


def published(voters):
    """Means by criterion and group, and over all groups: everything that is shown of one card."""
    counted = counts_of(voters)
    by_criterion = {}
    for (criterion, group), found in counted.items():
        by_criterion.setdefault(criterion, {})[group] = found
    return (
        {place: mean(found) for place, found in counted.items()},
        {criterion: mean_of_groups(groups) for criterion, groups in by_criterion.items()},
    )


def counts_of(voters):
    groups = group_of_agencies(voters)
    return count_votes(
        ((criterion, groups[agency]), score)
        for agency, given_scores in voters
        if agency in groups
        for criterion, score in enumerate(given_scores)
    )


def published_about(voters):
    """For each published number the people whom it is about."""
    groups = group_of_agencies(voters)
    for criterion in range(4):
        shown = {group for at, group in counts_of(voters) if at == criterion}
        for group in shown:
            yield [n for n, (agency, _s) in enumerate(voters) if groups.get(agency) == group]
        if shown:
            yield [n for n, (agency, _s) in enumerate(voters) if groups.get(agency) in shown]
