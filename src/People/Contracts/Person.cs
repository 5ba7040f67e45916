using Charla.Kernel;

namespace Charla.People.Contracts;

/// <summary>Somebody who writes to a page, as this page knows them.</summary>
public sealed record Person(
    PageId Page,
    Psid Psid,
    string? Name,
    string Locale,
    string? TimeZone,
    string? Email,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt);

/// <summary>What a request of a person's device says it is.</summary>
public sealed record PersonSession(PageId Page, Psid Psid, DeviceId Device);
