using Charla.Kernel;

namespace Charla.People;

static class PeopleRefusals
{
    public static readonly Refusal CodeEnded = new(
        "device_code.ended", "This code was used or has ended. Make a new one on the other device.", RefusalKind.Gone, "code");
}
