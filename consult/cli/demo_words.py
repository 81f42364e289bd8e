"""What the demonstration says: what it is, where its parts are, and how to sign in."""

from pathlib import Path

from consult.cli.demo_content import DemoContent
from consult.cli.talking import say
from consult.vocabulary import Role


def introduce(folder: Path, passphrase: str) -> None:
    """Say what is being made, and that its key protects nothing real."""
    say(f"The demonstration is in {folder}. Everything in it is fictional; delete the folder when done.")
    say("A demonstration key was made to lock its experiences. Use it for nothing real.")
    say(f"    Passphrase of the demonstration key: {passphrase}")


def say_addresses(site: str, content: DemoContent) -> None:
    """Say the address of every part, and who can sign in with which one-time password."""
    public = f"{site}/c/{content.slug}/"
    addresses = {
        "Home page": f"{site}/",
        "Public form": public,
        "  in Arabic": f"{public}?lang=ar",
        "  in Dari": f"{public}?lang=prs",
        "  in Ukrainian": f"{public}?lang=uk",
        "  in Welsh": f"{public}?lang=cy",
        "Your experience": f"{site}/your-experience/{content.slug}/",
        "  told in Dari": f"{site}/your-experience/{content.slug}/?lang=prs",
        "  told in Tigrinya": f"{site}/your-experience/{content.slug}/?lang=ti",
        "A call that is always open": f"{site}/your-experience/{content.call_slug}/",
        "Come back with a return number": f"{site}/return/",
        "What became of the earlier one": f"{site}/consultations/{content.earlier_slug}/outcome",
        "  the same in Welsh": f"{site}/consultations/{content.earlier_slug}/outcome?lang=cy",
        "Staff area": f"{site}/desk/",
        **_list_response(f"{site}/desk/consultations/{content.earlier_slug}"),
        "  the draft of the open one": f"{site}/desk/consultations/{content.slug}/draft",
    }
    say("\nThe site is ready:")
    for name, address in addresses.items():
        say(f"    {name:<32}{address}")
    say_groups(site, content)
    say_staff(content)
    say("\nStop it with Ctrl-C.")


def _list_response(desk: str) -> dict[str, str]:
    """The pages of the earlier response; addresses by what is there."""
    version = f"{desk}/versions/1"
    return {
        "  the earlier response, signed": version,
        "  what partners say to it": f"{version}/positions",
        "  its sign-off by the board": f"{version}/sign-off",
        "  its sending, and who has it": f"{desk}/sent",
    }


def say_groups(site: str, content: DemoContent) -> None:
    """Say the links of the community groups, and the number that opens each one's list."""
    say("\nOpen a community group with its link; its list opens with its number:")
    for one in content.groups:
        say(f"    {one.name:<32}{site}/your-experience/group/link/{one.token}")
        say(f"    {'':<32}{one.number}")


def say_staff(content: DemoContent) -> None:
    """Say who can sign in; managers first, because they see the journey."""
    say("\nSign in to the staff area with one of these; the password is changed at the first sign-in:")
    for one in sorted(content.staff, key=lambda one: (Role.MANAGER not in one.roles, one.email)):
        roles = ", ".join(role.value.replace("_", " ") for role in one.roles)
        say(f"    {one.email:<36}{one.password}    {roles}")
