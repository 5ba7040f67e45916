using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Charla.Kernel.Storage;
using Charla.Rules.Tests.Attachments;
using Charla.Server.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Charla.Server.Tests.Attachments;

public sealed class UploadTests(ServerFixture server)
{
    public static TheoryData<string, string, string> Documents => new()
    {
        { "a.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" },
        { "b.svg", "image/svg+xml", "<?xml version='1.0'?><svg><script>alert(1)</script></svg>" },
        { "c.svgz", "image/svg+xml", "\u001f\u008b svg" },
        { "d.html", "text/html", "<!doctype html><script>alert(1)</script>" },
        { "e.htm", "text/html", "<html><body onload=alert(1)>" },
        { "f.xhtml", "application/xhtml+xml", "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>" },
        { "g.png", "image/png", "<html><script>alert(1)</script></html>" },
        { "h.xml", "text/xml", "<?xml-stylesheet href='javascript:alert(1)'?><x/>" },
        { "i.jpg", "image/jpeg", "\uFEFF<svg onload=alert(1)>" },
    };

    [Theory, MemberData(nameof(Documents))]
    public async Task A_document_is_only_ever_downloaded(string name, string type, string content)
    {
        var person = await (await Shop.Open(server)).Person();
        var file = await person.Upload(Encoding.UTF8.GetBytes(content), name, type);

        Assert.Equal("file", file.Text("kind"));
        Assert.Equal("application/octet-stream", file.Text("mime"));
        using var answer = await server.Visitor().Get(file.Text("url"));
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        AssertSandboxed(answer);
    }

    [Fact]
    public async Task A_photo_is_shown_in_place_without_what_the_camera_wrote()
    {
        var person = await (await Shop.Open(server)).Person();
        var photo = AnImage.WithExif(AnImage.Of(1600, 800), orientation: 6, "GPS 40.4 -3.7");
        var file = await person.Upload(photo, "../../menu.jpeg", "application/octet-stream");

        Assert.Equal(("image", "image/jpeg", "menu.jpeg"), (file.Text("kind"), file.Text("mime"), file.Text("name")));
        Assert.Equal((800, 1600), (file.GetProperty("width").GetInt32(), file.GetProperty("height").GetInt32()));
        using var answer = await server.Visitor().Get(file.Text("url"));
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(file.GetProperty("size").GetInt64(), bytes.Length);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("menu.jpeg", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.True(answer.Headers.CacheControl is { Private: true, MaxAge.TotalDays: 7 });
        AssertSandboxed(answer);

        using var preview = await server.Visitor().Get(file.Text("preview_url"));
        Assert.Equal("image/webp", preview.Content.Headers.ContentType?.MediaType);
        using var small = SKBitmap.Decode(await preview.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((320, 640), (small.Width, small.Height));
    }

    [Fact]
    public async Task A_forged_address_looks_like_a_missing_file()
    {
        var person = await (await Shop.Open(server)).Person();
        var file = await person.Upload("hello"u8.ToArray(), "a.txt", "text/plain");
        var url = file.Text("url");
        string[] forged =
        [
            url.Split('?')[0],
            url[..^1] + (url[^1] == '0' ? '1' : '0'),
            url.Replace("/file?", "/preview?", StringComparison.Ordinal),
            url.Replace(file.Text("file_id"), "..%2F..%2Fcharla.db", StringComparison.Ordinal),
            url.Replace(file.Text("file_id"), "a", StringComparison.Ordinal),
            Regex.Replace(url, "e=[0-9]+", "e=99999"),
            $"/files/{file.Text("file_id")}/file?e=x&s=%00",
            "/files/none/file?e=1&s=2",
        ];
        foreach (var address in forged)
            Assert.Equal("not_found", await server.Visitor().Get(address).Problem(HttpStatusCode.NotFound));
        using var genuine = await server.Visitor().Get(url);
        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
    }

    [Fact]
    public async Task A_film_can_be_read_in_ranges()
    {
        var person = await (await Shop.Open(server)).Person();
        byte[] film = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, .. new byte[5000]];
        var file = await person.Upload(film, "film.mp4", "text/html");
        Assert.Equal(("video", "video/mp4"), (file.Text("kind"), file.Text("mime")));

        using var request = new HttpRequestMessage(HttpMethod.Get, file.Text("url"));
        request.Headers.Range = new RangeHeaderValue(4, 11);
        using var answer = await server.Visitor().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("ftypisom", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bomb_is_kept_as_it_is_or_refused()
    {
        var person = await (await Shop.Open(server)).Person();
        using var zip = new MemoryStream();
        await using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("../../zeros").OpenAsync(TestContext.Current.CancellationToken);
            await entry.WriteAsync(new byte[64 << 20], TestContext.Current.CancellationToken);
        }

        var file = await person.Upload(zip.ToArray(), "bomb.zip", "application/zip");
        Assert.Equal(zip.Length, file.GetProperty("size").GetInt64());
        byte[][] images = [AnImage.PngPromising(1, 500_000_000), AnImage.PngPromising(50_001, 1_000), AnImage.Gif(100_000)];
        foreach (var image in images)
            await person.Device.Upload("/api/chat/files", image, "x.png", "image/png").Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_than_25_megabytes_are_refused()
    {
        var person = await (await Shop.Open(server)).Person();
        var refused = person.Device.Upload("/api/chat/files", new byte[26 << 20], "big.bin");
        Assert.Equal("file.too_large", await refused.Problem(HttpStatusCode.RequestEntityTooLarge));

        using var part = new StreamContent(new MemoryStream(new byte[(25 << 20) + 1]));
        part.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=\"file\"; filename=\"x\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/files") { Content = new MultipartFormDataContent { part } };
        request.Headers.TransferEncodingChunked = true;
        var chunked = person.Device.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("file.too_large", await chunked.Problem(HttpStatusCode.RequestEntityTooLarge));
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data", "--x--", 415)]
    [InlineData("multipart/form-data; boundary=x", "", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"other\"; filename=\"a\"\r\n\r\na\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\na\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut off", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\na\r\n--x--\r\n", 400)]
    public async Task What_is_no_upload_is_refused(string type, string body, int status)
    {
        var person = await (await Shop.Open(server)).Person();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await person.Device.PostAsync(new Uri("/api/chat/files", UriKind.Relative), content, TestContext.Current.CancellationToken)
            .Problem((HttpStatusCode)status);
    }

    [Fact]
    public async Task A_file_whose_bytes_changed_on_the_disk_is_not_given_out()
    {
        var person = await (await Shop.Open(server)).Person();
        var file = await person.Upload("precious"u8.ToArray(), "a.txt", "text/plain");
        var folder = Path.Combine(server.Services.GetRequiredService<Database>().Folder, "files");
        var path = Directory.EnumerateFiles(folder, file.Text("file_id"), SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(path, "Precious", TestContext.Current.CancellationToken);

        await server.Visitor().Get(file.Text("url")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_sends_the_file_of_another()
    {
        var shop = await Shop.Open(server);
        var (one, other) = (await shop.Person(), await shop.Person());
        var file = await one.Upload("mine"u8.ToArray(), "a.txt", "text/plain");
        var attachment = new { file_id = file.Text("file_id") };

        await one.Device.Post("/api/chat/messages", new { client_id = "a", attachment }).Json();
        await other.Device.Post("/api/chat/messages", new { client_id = "a", attachment }).Problem(HttpStatusCode.BadRequest);
        await shop.App.Post($"{other.Path}/messages", new { client_id = "a", attachment }).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_team_uploads_for_its_page_only()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var person = await shop.Person();
        await person.Say("What is on the menu?");
        var file = await shop.App.Upload($"{shop.Path}/files", AnImage.Of(20, 10), "menu.jpg").Json();
        await shop.App.Post($"{person.Path}/messages", new { client_id = "a", attachment = new { file_id = file.Text("file_id") } }).Json();

        await other.App.Upload($"{shop.Path}/files", [1]).Problem(HttpStatusCode.NotFound);
        await person.Device.Upload($"{shop.Path}/files", [1]).Problem(HttpStatusCode.Unauthorized);
        await shop.App.Upload("/api/chat/files", [1]).Problem(HttpStatusCode.Unauthorized);
    }

    static void AssertSandboxed(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("same-site", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
