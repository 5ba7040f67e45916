namespace Charla;

/// <summary>
/// What of the bots' wire a test holds. <c>docs/compatibility.md</c> is written from these: a row for each field, the same
/// as programs know it unless the reason says how it is not.
/// </summary>
/// <param name="call">A call such as <c>POST {page}/messages</c>, an event, or a rule of all calls.</param>
/// <param name="fields">Parameters, fields or cases of it.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class WireAttribute(string call, params string[] fields) : Attribute
{
    public string Call => call;

    public IReadOnlyList<string> Fields => fields;

    /// <summary>What is otherwise here.</summary>
    public string? Differs { get; init; }

    /// <summary>Why it is not here at all.</summary>
    public string? Not { get; init; }
}
