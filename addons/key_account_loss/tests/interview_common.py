from .common import LossCase


class InterviewCase(LossCase):
    """An analysis at the stage of interviews, with a person of the lost client to be asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._make_user("owner", "key_account_loss.group_interviewer,key_account_loss.group_analyst")
        cls.other_director = cls._make_user("other_director", "relationship_marketing.group_director")
        cls.group = cls._make_group("Old Holding", key_account_manager_id=cls.owner.id)
        cls.division = cls._make_client("Old Works", cls.group)
        cls._history(cls.division, 0, 100)
        cls.analysis = cls._make_analysis(years=2)
        cls.case = cls._case(cls.analysis, "Old Holding")
        cls.person = cls._make_person("Ivan Petrovich")
        cls.analysis.state = "questionnaire"
        cls.analysis._prepare_questionnaire()
        cls.analysis.state = "interviews"
        cls.interview = cls._ask(cls.person)

    @classmethod
    def _make_person(cls, name, **vals):
        return cls.env["res.partner"].create(
            {"name": name, "parent_id": cls.division.id, "email": f"{name.split()[0].lower()}@old.example", **vals}
        )

    @classmethod
    def _ask(cls, person, case=None, user=None, **vals):
        interviews = cls.env["loss.interview"].with_user(user or cls.analyst)
        interview = interviews.create({"case_id": (case or cls.case).id, "person_id": person.id, **vals})
        return interview.with_env(cls.env)
