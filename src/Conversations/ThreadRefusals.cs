using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>Every "no" about whose thread it is.</summary>
static class ThreadRefusals
{
    public static readonly Refusal OtherOwner = new(
        "thread.other_owner", "Another app answers in this conversation now. Ask for it, or wait.", RefusalKind.Forbidden);

    public static readonly Refusal NotOwner =
        new("thread.not_owner", "Only whose thread it is may do this.", RefusalKind.Forbidden);

    public static readonly Refusal NoDefault =
        new("thread.no_default", "The page has no default app, so nobody takes a thread.", RefusalKind.Forbidden);

    public static readonly Refusal BadDuration =
        new("thread.bad_duration", "duration is 1 second to 7 days.", RefusalKind.Invalid, "duration");
}
