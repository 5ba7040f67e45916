using System.Data.Common;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.People.Contracts;
using Dapper;

namespace Charla.People;

/// <summary>Persons, their devices' codes and their consent in the store.</summary>
sealed class PersonStore(Database database)
{
    const string Select = """
        SELECT page AS Page, psid AS Psid, name AS Name, locale AS Locale, timezone AS TimeZone, email AS Email,
            first_seen_at AS FirstSeenAt, last_seen_at AS LastSeenAt
        FROM persons WHERE page = @page
        """;

    const string Insert = """
        INSERT INTO persons (page, psid, name, locale, timezone, email, first_seen_at, last_seen_at)
        VALUES (@Page, @Psid, @Name, @Locale, @TimeZone, @Email, @FirstSeenAt, @LastSeenAt)
        """;

    const int MostRemembered = 10_000;
    const string RevokedDevice = "revoked_devices";

    readonly Remembered<Key, Person> persons = new(database, "persons", MostRemembered, Key.Parse);

    public async Task Add(Person person)
    {
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            Insert,
            PersonRow.Of(person),
            transaction));
        persons.New(new Key(person.Page, person.Psid), person);
    }

    /// <summary>Unless somebody else has just added the same.</summary>
    public Task AddOnce(Person person) => persons.Change(new Key(person.Page, person.Psid), (connection, transaction) =>
        connection.ExecuteAsync(
            Insert + " ON CONFLICT DO NOTHING",
            PersonRow.Of(person),
            transaction));

    /// <summary>From memory when lately asked for, and as last written.</summary>
    public ValueTask<Person?> Find(PageId page, Psid psid) => persons.Of(
        new Key(page, psid), key => database.Read(connection => Find(connection, null, key.Page, key.Psid)));

    public async ValueTask<IEnumerable<Person>> FindAll(PageId page, IEnumerable<Psid> psids) =>
        (await persons.OfAll([.. psids.Distinct().Select(psid => new Key(page, psid))], keys => ReadAll(page, keys))).Values;

    Task<IReadOnlyDictionary<Key, Person>> ReadAll(PageId page, IReadOnlyCollection<Key> keys) =>
        database.Read<IReadOnlyDictionary<Key, Person>>(async connection =>
            (await connection.QueryAsync<PersonRow>(
                $"{Select} AND {database.OneOf("psid", "psids")}",
                new { page = page.Value, psids = keys.Select(key => key.Psid.Value).ToArray() }))
            .Select(row => row.ToPerson()).ToDictionary(person => new Key(person.Page, person.Psid)));

    public Task<IReadOnlyCollection<Psid>> Search(PageId page, string text, int atMost) =>
        database.Read<IReadOnlyCollection<Psid>>(async connection =>
            [.. (await connection.QueryAsync<long>(
                @"SELECT psid FROM persons WHERE page = @page AND unaccented(name) LIKE unaccented(@like) ESCAPE '\' LIMIT @atMost",
                new { page = page.Value, like = $"%{Escaped(text)}%", atMost })).Select(psid => new Psid(psid))]);

    public Task<Person?> Update(PageId page, Psid psid, Func<Person, Person> change) => persons.Change(
        new Key(page, psid),
        async (connection, transaction) =>
        {
            if (await Find(connection, transaction, page, psid) is not { } before)
                return null;
            var person = change(before);
            await connection.ExecuteAsync(
                """
                UPDATE persons SET name = @Name, locale = @Locale, timezone = @TimeZone, email = @Email,
                    last_seen_at = @LastSeenAt
                WHERE page = @Page AND psid = @Psid
                """,
                PersonRow.Of(person),
                transaction);
            return person;
        });

    public Task Revoke(PageId page, Psid psid, DeviceId device, DateTimeOffset now) => database.Write(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "INSERT INTO revoked_devices (page, psid, device, at) VALUES (@page, @psid, @device, @now) ON CONFLICT DO NOTHING",
                new { page = page.Value, psid = psid.Value, device = device.Value, now = now.ToStored() },
                transaction);
            await database.Announcements.Announce(connection, transaction, RevokedDevice, device.ToString());
        });

    /// <summary>Tells which device another process shut out, or that all should be read again.</summary>
    public void HearRevoked(Action<DeviceId> revoked, Func<Task> doubted) =>
        database.Announcements.Hear(RevokedDevice, device => revoked(DeviceId.Parse(device, null)), doubted);

    public Task<IReadOnlyList<DeviceId>> RevokedDevices() => database.Read<IReadOnlyList<DeviceId>>(async connection =>
        [.. (await connection.QueryAsync<long>("SELECT device FROM revoked_devices")).Select(device => new DeviceId(device))]);

    /// <summary>Keeps a code's hash and forgets those that ended.</summary>
    public Task AddCode(string codeHash, PageId page, Psid psid, DateTimeOffset now, DateTimeOffset expiresAt) =>
        database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "DELETE FROM device_codes WHERE expires_at <= @now", new { now = now.ToStored() }, transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO device_codes (code_hash, page, psid, made_at, expires_at)
                VALUES (@codeHash, @page, @psid, @now, @expiresAt)
                """,
                new
                {
                    codeHash,
                    page = page.Value,
                    psid = psid.Value,
                    now = now.ToStored(),
                    expiresAt = expiresAt.ToStored(),
                },
                transaction);
        });

    /// <summary>Uses a code up: of many tries at once exactly one learns whose it was.</summary>
    public Task<(PageId Page, Psid Psid)?> TakeCode(string codeHash, DateTimeOffset now) =>
        database.Write<(PageId, Psid)?>(async (connection, transaction) =>
            await connection.QuerySingleOrDefaultAsync<CodeRow>(
                """
                DELETE FROM device_codes WHERE code_hash = @codeHash AND expires_at > @now
                RETURNING page AS Page, psid AS Psid
                """,
                new { codeHash, now = now.ToStored() },
                transaction) is { } code
                ? (new PageId(code.Page), new Psid(code.Psid))
                : null);

    public Task RecordConsent(PersonSession person, string topic, string words, bool granted, DateTimeOffset now) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO consents (page, psid, topic, words, granted, device, at)
            VALUES (@page, @psid, @topic, @words, @granted, @device, @now)
            """,
            new
            {
                page = person.Page.Value,
                psid = person.Psid.Value,
                topic,
                words,
                granted = granted ? 1L : 0L,
                device = person.Device.Value,
                now = now.ToStored(),
            },
            transaction));

    static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    static async Task<Person?> Find(DbConnection connection, DbTransaction? transaction, PageId page, Psid psid) =>
        (await connection.QuerySingleOrDefaultAsync<PersonRow>(
            Select + " AND psid = @psid", new { page = page.Value, psid = psid.Value }, transaction))?.ToPerson();

    readonly record struct Key(PageId Page, Psid Psid)
    {
        public static Key Parse(string text) => text.Split('/') is [var page, var psid]
            ? new Key(PageId.Parse(page, null), Psid.Parse(psid, null))
            : throw new FormatException("Not a person's key.");

        public override string ToString() => $"{Page}/{Psid}";
    }

    sealed record CodeRow(long Page, long Psid);

    sealed record PersonRow(
        long Page, long Psid, string? Name, string Locale, string? TimeZone, string? Email, long FirstSeenAt, long LastSeenAt)
    {
        public static PersonRow Of(Person person) => new(
            person.Page.Value, person.Psid.Value, person.Name, person.Locale, person.TimeZone, person.Email,
            person.FirstSeenAt.ToStored(), person.LastSeenAt.ToStored());

        public Person ToPerson() => new(
            new PageId(Page), new Psid(Psid), Name, Locale, TimeZone, Email, FirstSeenAt.ToInstant(), LastSeenAt.ToInstant());
    }
}
