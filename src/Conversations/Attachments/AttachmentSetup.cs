using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Conversations.Attachments;

/// <summary>The parts and addresses of files, for the module's list.</summary>
static class AttachmentSetup
{
    public static IServiceCollection AddAttachments(this IServiceCollection services) => services
        .AddSingleton<FileStore>()
        .AddSingleton<FileFolder>()
        .AddSingleton<ImageCleaner>()
        .AddSingleton<UploadQuota>()
        .AddSingleton<UploadFile>();

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        UploadFile.Map(app.MapGroup("/api/chat"));
        ServeFile.Map(app);
    }
}
