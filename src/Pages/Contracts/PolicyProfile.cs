using System.Text.Json.Serialization;

namespace Charla.Pages.Contracts;

/// <summary>
/// By which rules a page may write to people. A profile is a version: once released it never changes, and a page stays
/// with the one it chose.
/// </summary>
public enum PolicyProfile
{
    /// <summary>Charla's own, and what a page has that chose none.</summary>
    [JsonStringEnumMemberName("house")]
    House,

    /// <summary>A day and one message more; many tags, no human agents.</summary>
    [JsonStringEnumMemberName("meta-2017")]
    Meta2017,

    /// <summary>From March 2020: a day, human agents for a week, three tags, one-time tokens.</summary>
    [JsonStringEnumMemberName("meta-2020")]
    Meta2020,

    /// <summary>From April 2026: the three tags are gone, utility templates and marketing tokens are there.</summary>
    [JsonStringEnumMemberName("meta-2026")]
    Meta2026,
}
