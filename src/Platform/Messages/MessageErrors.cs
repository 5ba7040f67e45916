using Charla.Conversations.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Messages;

/// <summary>Every "no" to what a message holds.</summary>
static class MessageErrors
{
    const int Parameters = 100;

    public static readonly GraphError NotFetched =
        new(Parameters, "(#100) Failed to fetch the file from the url", 2018008);

    public static readonly GraphError WrongType = new(
        Parameters, "(#100) Upload attachment failure: the file is not of the type that the attachment says", 2018047);

    public static readonly GraphError NoAttachment =
        new(Parameters, "(#100) Invalid attachment ID, of another page, or older than 90 days", 2018074);

    public static readonly GraphError VideoTooSlow =
        new(Parameters, "(#100) Video upload timed out", 2018294);

    public static readonly GraphError NoMediaElement =
        new(Parameters, "(#100) A media template has exactly one element", 2018184);

    public static readonly GraphError NoMediaSource =
        new(Parameters, "(#100) The element of a media template has either an attachment_id or a url", 2018185);

    public static readonly GraphError BadMediaType =
        new(Parameters, "(#100) The media_type of a media template is image or video", 2018186);

    public static readonly GraphError NoProduct =
        new(Parameters, "(#100) No such product: this page has no catalogue", 2018320);

    public static readonly GraphError NoForm = new(1, "No such instant form: this page has none", 2018382);

    public static GraphError Of(FieldFault fault, string path) =>
        fault.Detail == "is required"
            ? GraphErrors.Missing(path + fault.Path)
            : GraphErrors.Parameter(path + fault.Path, fault.Detail);
}
