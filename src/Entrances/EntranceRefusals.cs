using Charla.Kernel;

namespace Charla.Entrances;

static class EntranceRefusals
{
    public static readonly Refusal RefTaken = new(
        "entrance.ref_taken", "Another entrance of this page has this ref.", RefusalKind.Conflict, "ref");

    public static readonly Refusal TooMany = new(
        "entrance.too_many", "A page has at most 1,000 entrances.", RefusalKind.Conflict);

    public static readonly Refusal AddressTooLong = new(
        "code.address_too_long", "This ref is too long for a code.", RefusalKind.Invalid, "ref");
}
