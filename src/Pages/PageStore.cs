using System.Data.Common;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Charla.Pages.Contracts;
using Dapper;

namespace Charla.Pages;

/// <summary>Pages and their pictures in the store.</summary>
sealed class PageStore(Database database)
{
    const int MostRemembered = 10_000;
    const string Columns = "id AS Id, business AS Business, handle AS Handle, name AS Name, profile AS Profile";

    readonly Remembered<PageId, Page> pages = new(database, "pages", MostRemembered, key => PageId.Parse(key, null));

    /// <summary>From memory once asked for, and as last written.</summary>
    public ValueTask<Page?> Find(PageId id) => pages.Of(id, Read);

    public Task<Page?> FindByHandle(string handle) => One("handle = @handle", new { handle });

    public Task<IReadOnlyList<Page>> Of(BusinessId business) => Many("business = @business", new { business = business.Value });

    public Task<IReadOnlyList<Page>> All() => Many("1 = 1", new { });

    /// <summary>False when the handle is taken.</summary>
    public async Task<bool> Add(Page page, DateTimeOffset now)
    {
        try
        {
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                """
                INSERT INTO pages (id, business, handle, name, profile, made_at, changed_at)
                VALUES (@Id, @Business, @Handle, @Name, @Profile, @now, @now)
                """,
                Row(page, now),
                transaction));
            return true;
        }
        catch (DbException error) when (error.IsTaken())
        {
            return false;
        }
    }

    /// <summary>Changes the page as it is now; null when its new handle is taken.</summary>
    public async Task<Page?> Change(PageId id, Func<Page, Page> change, DateTimeOffset now)
    {
        try
        {
            return await pages.Change(id, (connection, transaction) => Change(connection, transaction, id, change, now));
        }
        catch (DbException error) when (error.IsTaken())
        {
            return null;
        }
    }

    /// <summary>The page and its picture change together.</summary>
    public Task<Page> ChangePicture(PageId id, Picture? picture, DateTimeOffset now) => pages.Change(
        id,
        async (connection, transaction) =>
        {
            var version = picture is null ? null : Ids.NewSecret(40);
            await connection.ExecuteAsync("DELETE FROM page_pictures WHERE page = @page", new { page = id.Value }, transaction);
            if (picture is not null)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO page_pictures (page, version, large, small) VALUES (@page, @version, @large, @small)",
                    new { page = id.Value, version, large = picture.Large, small = picture.Small },
                    transaction);
            }

            return await Change(connection, transaction, id, page => page with { PictureVersion = version }, now);
        });

    /// <summary>The picture's bytes, or null.</summary>
    public Task<byte[]?> Picture(PageId page, bool small) => database.Read(connection =>
        connection.ExecuteScalarAsync<byte[]?>(
            small ? "SELECT small FROM page_pictures WHERE page = @page" : "SELECT large FROM page_pictures WHERE page = @page",
            new { page = page.Value }));

    static async Task<Page> Change(
        DbConnection connection, DbTransaction transaction, PageId id, Func<Page, Page> change, DateTimeOffset now)
    {
        var before = await connection.QuerySingleAsync<PageRow>(
            $"SELECT {Columns} FROM pages WHERE id = @id", new { id = id.Value }, transaction);
        var page = change(before.ToPage());
        await connection.ExecuteAsync(
            "UPDATE pages SET handle = @Handle, name = @Name, profile = @Profile, changed_at = @now WHERE id = @Id",
            Row(page, now),
            transaction);
        return page;
    }

    Task<Page?> Read(PageId id) => One("id = @id", new { id = id.Value });

    Task<Page?> One(string where, object parameters) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<PageRow>($"SELECT {Columns} FROM pages WHERE {where}", parameters))?.ToPage());

    Task<IReadOnlyList<Page>> Many(string where, object parameters) => database.Read<IReadOnlyList<Page>>(async connection =>
        [.. (await connection.QueryAsync<PageRow>(
            $"SELECT {Columns} FROM pages WHERE {where} ORDER BY made_at, id", parameters)).Select(row => row.ToPage())]);

    static object Row(Page page, DateTimeOffset now) => new
    {
        Id = page.Id.Value,
        Business = page.Business.Value,
        page.Handle,
        page.Name,
        Profile = JsonSerializer.Serialize(Profile.Of(page), Json.Options),
        now = now.ToStored(),
    };

    sealed record PageRow(long Id, long Business, string Handle, string Name, string Profile)
    {
        public Page ToPage() => JsonSerializer.Deserialize<Profile>(Profile, Json.Options)!
            .ToPage(new PageId(Id), new BusinessId(Business), Handle, Name);
    }

    sealed record Profile(
        Dictionary<string, string> About, string? Category, string? PictureVersion, string Brand, string Locale,
        List<string> Locales, string TimeZone, string? Address, string? Phone, WeekHours Hours,
        List<SpecialDay> SpecialDays, bool Sample, PolicyProfile Policy = PolicyProfile.House,
        string? DefaultApp = null, bool IsDefaultAppListening = false, bool Sandbox = false)
    {
        public static Profile Of(Page page) => new(
            new Dictionary<string, string>(page.About), page.Category, page.PictureVersion, page.Brand, page.Locale,
            [.. page.Locales], page.TimeZone, page.Address, page.Phone, page.Hours, [.. page.SpecialDays], page.Sample, page.Policy,
            page.DefaultApp, page.IsDefaultAppListening, page.Sandbox);

        public Page ToPage(PageId id, BusinessId business, string handle, string name) => new()
        {
            Id = id,
            Business = business,
            Handle = handle,
            Name = name,
            About = About,
            Category = Category,
            PictureVersion = PictureVersion,
            Brand = Brand,
            Locale = Locale,
            Locales = Locales,
            TimeZone = TimeZone,
            Address = Address,
            Phone = Phone,
            Hours = Hours,
            SpecialDays = SpecialDays,
            Sample = Sample,
            Policy = Policy,
            DefaultApp = DefaultApp,
            IsDefaultAppListening = IsDefaultAppListening,
            Sandbox = Sandbox,
        };
    }
}
