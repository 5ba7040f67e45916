using Charla.Conversations.Attachments;
using Charla.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations.Contracts;

public static class FileUploads
{
    /// <summary>An address where the team uploads files of a page, through the same pipeline as a person's.</summary>
    public static RouteHandlerBuilder MapTeamUpload(
        this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, PageId> page) =>
        routes.MapPost(pattern, (HttpContext http, UploadFile upload) => upload.Handle(http, page(http), uploader: null));
}
