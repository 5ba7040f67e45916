using System.ComponentModel.DataAnnotations;

namespace Charla.Platform.Graph;

/// <summary>How much the Graph door takes, section <c>Platform</c>; what bots were written for, unless set otherwise.</summary>
sealed class GraphOptions
{
    /// <summary>Messages a page sends in a second.</summary>
    [Range(1, 1_000_000)]
    public int SendsPerSecond { get; set; } = 300;

    /// <summary>Audio and video messages a page sends in a second.</summary>
    [Range(1, 1_000_000)]
    public int MediaPerSecond { get; set; } = 10;

    /// <summary>Reads of conversations of a page in a second.</summary>
    [Range(1, 1_000_000)]
    public int ConversationReadsPerSecond { get; set; } = 2;

    /// <summary>Calls of a page's Messenger profile, and of one person's menu, in ten minutes.</summary>
    [Range(1, 1_000_000)]
    public int ProfileCallsPerTenMinutes { get; set; } = 10;

    /// <summary>Calls for a page in 24 hours, for each person in its list.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerPerson { get; set; } = 200;

    /// <summary>Calls for a page in 24 hours that are free however few persons it has.</summary>
    [Range(1, 1_000_000_000)]
    public int CallsAtLeast { get; set; } = 20_000;
}
