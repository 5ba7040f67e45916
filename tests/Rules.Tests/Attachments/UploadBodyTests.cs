using System.Text;
using Charla.Conversations.Attachments;
using Microsoft.AspNetCore.Http;

namespace Charla.Rules.Tests.Attachments;

public sealed class UploadBodyTests
{
    const int NoSpaceLeft = 28;

    [Fact]
    public async Task A_full_disk_is_told_apart_from_a_bad_upload()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no disk that is always full.");
        var http = new DefaultHttpContext();
        http.Request.ContentType = "multipart/form-data; boundary=x";
        http.Request.Body = new MemoryStream([
            .. Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"),
            .. new byte[1 << 20],
            .. Encoding.ASCII.GetBytes("\r\n--x--\r\n")]);

        var error = await Assert.ThrowsAsync<IOException>(() => UploadBody.Save(http, "/dev/full", UploadFile.MostBytes));

        Assert.Equal(NoSpaceLeft, error.HResult);
    }
}
