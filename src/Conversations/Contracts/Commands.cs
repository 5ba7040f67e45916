namespace Charla.Conversations.Contracts;

/// <summary>Something that somebody wants to happen in a conversation. The rules accept or refuse it.</summary>
[GenerateSerializer, Immutable, Alias("charla.Command")]
public abstract record Command([property: Id(0)] Author By);

/// <summary>A command that happens once for ever per author and client id, however often it is sent.</summary>
/// <param name="ClientId">Chosen by the sender: 1 to 64 of [A-Za-z0-9_-].</param>
[GenerateSerializer, Immutable, Alias("charla.OnceCommand")]
public abstract record OnceCommand(Author By, [property: Id(0)] string ClientId) : Command(By)
{
    /// <summary>Unique in the conversation: one side's ids never meet the other's.</summary>
    internal string ClientKey => By.IsPerson ? "p:" + ClientId : $"{By.Kind}:{By.Id}:{ClientId}";
}

[GenerateSerializer, Immutable, Alias("charla.Send")]
public sealed record Send(Author By, string ClientId, [property: Id(0)] MessageContent Content) : OnceCommand(By, ClientId)
{
    /// <summary>What the page claims it to be; an answer by the rules of the house when it says nothing.</summary>
    [Id(1)]
    public SendTerms? Terms { get; init; }
}

/// <summary>The person tapped a starter, a menu row or a button.</summary>
/// <param name="MessageSeq">The message whose button it is; null for what stands outside of the thread.</param>
[GenerateSerializer, Immutable, Alias("charla.Tap")]
public sealed record Tap(
    Author By,
    string ClientId,
    [property: Id(0)] string Title,
    [property: Id(1)] string Payload,
    [property: Id(2)] long? MessageSeq = null) : OnceCommand(By, ClientId);

/// <summary>A note between members; no customer ever sees it.</summary>
[GenerateSerializer, Immutable, Alias("charla.AddNote")]
public sealed record AddNote(Author By, string ClientId, [property: Id(0)] string Text) : OnceCommand(By, ClientId);

/// <summary>The person came in by an entrance; recorded once per client id.</summary>
[GenerateSerializer, Immutable, Alias("charla.Enter")]
public sealed record Enter(Author By, string ClientId, [property: Id(0)] EntranceUsed Entrance) : OnceCommand(By, ClientId);

/// <summary>By which door the person came, and the ref it carried.</summary>
[GenerateSerializer, Immutable, Alias("charla.EntranceUsed")]
public sealed record EntranceUsed(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Ref = null,
    [property: Id(2)] string? Name = null);

[GenerateSerializer, Immutable, Alias("charla.Edit")]
public sealed record Edit(Author By, [property: Id(0)] long MessageSeq, [property: Id(1)] string Text) : Command(By);

[GenerateSerializer, Immutable, Alias("charla.Unsend")]
public sealed record Unsend(Author By, [property: Id(0)] long MessageSeq) : Command(By);

/// <summary>Sets, changes or (with null) takes back the side's reaction to a message.</summary>
[GenerateSerializer, Immutable, Alias("charla.React")]
public sealed record React(Author By, [property: Id(0)] long MessageSeq, [property: Id(1)] string? Emoji) : Command(By);

/// <summary>The person fills in a form, takes a coupon, or agrees to be written to.</summary>
/// <param name="Fields">A JSON object by the rules of <see cref="TemplateAnswer"/>.</param>
[GenerateSerializer, Immutable, Alias("charla.Answer")]
public sealed record Answer(Author By, [property: Id(0)] long MessageSeq, [property: Id(1)] string Fields) : Command(By);

/// <summary>The side has everything up to this number on a device.</summary>
[GenerateSerializer, Immutable, Alias("charla.MarkDelivered")]
public sealed record MarkDelivered(Author By, [property: Id(0)] long Seq) : Command(By);

/// <summary>The side has seen everything up to this number.</summary>
[GenerateSerializer, Immutable, Alias("charla.MarkRead")]
public sealed record MarkRead(Author By, [property: Id(0)] long Seq) : Command(By);

[GenerateSerializer, Immutable, Alias("charla.SetStatus")]
public sealed record SetStatus(Author By, [property: Id(0)] ConversationStatus Status) : Command(By);

/// <summary>Silences the helper in this conversation, or wakes it.</summary>
[GenerateSerializer, Immutable, Alias("charla.QuietHelper")]
public sealed record QuietHelper(Author By, [property: Id(0)] bool Quiet) : Command(By);

/// <summary>The person blocks the page, or the page the person; off again with false.</summary>
[GenerateSerializer, Immutable, Alias("charla.Block")]
public sealed record Block(Author By, [property: Id(0)] bool On) : Command(By);

/// <summary>Hands the thread from one program, or the team, to another.</summary>
/// <param name="DefaultApp">The page's.</param>
/// <param name="Target">Whom it is passed to.</param>
/// <param name="Duration">For how long it is extended.</param>
[GenerateSerializer, Immutable, Alias("charla.ControlThread")]
public sealed record ControlThread(
    Author By,
    [property: Id(0)] ThreadMove Move,
    [property: Id(1)] string? DefaultApp,
    [property: Id(2)] string? Target = null,
    [property: Id(3)] string? Metadata = null,
    [property: Id(4)] TimeSpan? Duration = null) : Command(By);

public enum ThreadMove
{
    Passed,
    Taken,
    Requested,
    Released,
    Extended,
}

public enum ConversationStatus
{
    Open,
    Resolved,
}

/// <summary>What a committed command is answered with. Two answers to the same client id are equal.</summary>
/// <param name="Seq">The number of the last entry it made; of the thread, or of the team log for what only the team sees.</param>
[GenerateSerializer, Immutable, Alias("charla.Receipt")]
public sealed record Receipt([property: Id(0)] long Seq, [property: Id(1)] DateTimeOffset At);
