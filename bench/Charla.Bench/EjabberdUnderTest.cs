using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Charla.Bench;

/// <summary>
/// Debian's ejabberd with its archive (mod_mam) in PostgreSQL, TLS and shapers off, in a folder of its own, as its
/// package's user, without Erlang's port mapper.
/// </summary>
sealed class EjabberdUnderTest : IAsyncDisposable
{
    public const string Needs = "This needs ejabberd (Debian: apt install ejabberd erlang-p1-pgsql).";
    const string Schema = "/usr/share/ejabberd/sql/pg.sql";
    const string Database = "ejabberd";

    readonly Process process;
    readonly string folder;

    EjabberdUnderTest(Process process, string folder, int port) => (this.process, this.folder, Port) = (process, folder, port);

    public int Port { get; }

    public static bool IsInstalled => File.Exists(Schema) && Libraries() is not null;

    public static async Task<EjabberdUnderTest> Start(PostgresUnderTest postgres, int users)
    {
        await postgres.Do($"CREATE DATABASE {Database}");
        await postgres.Do(await File.ReadAllTextAsync(Schema), Database);
        await postgres.Do(
            string.Create(CultureInfo.InvariantCulture, $"INSERT INTO users (username, password) SELECT 'u' || n, 'p' FROM generate_series(0, {users - 1}) n"),
            Database);
        var folder = Directory.CreateTempSubdirectory("charla-bench-ejabberd-").FullName;
        var port = ServerUnderTest.FreePort();
        var settings = Path.Combine(folder, "ejabberd.yml");
        await File.WriteAllTextAsync(settings, Settings(port, new Npgsql.NpgsqlConnectionStringBuilder(postgres.Server).Port));
        var start = new ProcessStartInfo("sh")
        {
            ArgumentList =
            {
                "-c",
                $"""
                {(Environment.IsPrivilegedProcess ? $"chown -R ejabberd '{folder}'; as='setpriv --reuid=ejabberd --regid=ejabberd --clear-groups'" : "as=")}
                cd '{folder}'
                exec $as env HOME='{folder}' EJABBERD_CONFIG_PATH='{settings}' EJABBERD_LOG_PATH='{folder}/log' \
                  erl -noinput +K true -pa '{Libraries()}/ebin' -mnesia dir '"{folder}/mnesia"' -s ejabberd >'{folder}/out' 2>&1
                """,
            },
        };
        var started = new EjabberdUnderTest(Process.Start(start)!, folder, port);
        await started.UntilReady();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    async Task UntilReady()
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (since.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited)
            {
                await Task.Delay(100);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"ejabberd did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "out"))}");
            }
        }
    }

    static string? Libraries() => Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").SelectMany(folder => Directory.GetDirectories(folder, "ejabberd-*"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "ebin", "ejabberd.beam")))
        : null;

    static string Settings(int port, int postgres) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        hosts: [localhost]
        loglevel: error
        auth_method: [sql]
        sql_type: pgsql
        sql_server: "127.0.0.1"
        sql_port: {{postgres}}
        sql_database: {{Database}}
        sql_username: charla
        sql_password: ""
        sql_pool_size: 20
        default_db: sql
        listen:
          - port: {{port}}
            ip: "127.0.0.1"
            module: ejabberd_c2s
            shaper: none
            access: c2s
        access_rules:
          c2s:
            - allow: all
        modules:
          mod_mam:
            default: always
        """);
}

/// <summary>Two users of ejabberd, each on a connection of their own.</summary>
sealed class XmppPair(XmppClient sender, XmppClient receiver, string to) : IPair
{
    int sent;

    public static async Task<IPair> Connect(int port, int number) => new XmppPair(
        await XmppClient.Connect(port, $"u{2 * number}"), await XmppClient.Connect(port, $"u{(2 * number) + 1}"), $"u{(2 * number) + 1}@localhost");

    public async Task Send()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"b{sent++}");
        await sender.Say($"<message to='{to}' type='chat' id='{id}'><body>{CharlaPair.Text}</body></message>");
        await receiver.Until($"id='{id}'");
    }

    public ValueTask DisposeAsync()
    {
        sender.Dispose();
        receiver.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>As much of XMPP as a message needs: PLAIN, bind, presence; then text is looked for in what arrives.</summary>
sealed class XmppClient : IDisposable
{
    const string Hello =
        "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] buffer = new byte[16 << 10];
    int length;

    public static async Task<XmppClient> Connect(int port, string user)
    {
        var client = new XmppClient();
        await client.socket.ConnectAsync("127.0.0.1", port);
        await client.Say(Hello);
        await client.Until("</stream:features>");
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0p"));
        await client.Say($"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>");
        await client.Until("<success");
        await client.Say(Hello);
        await client.Until("</stream:features>");
        await client.Say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>");
        await client.Until("</bind></iq>");
        await client.Say("<presence/>");
        await client.Until("<presence");
        return client;
    }

    public async Task Say(string stanza) => await socket.SendAsync(Encoding.UTF8.GetBytes(stanza));

    /// <summary>Reads until the sign has arrived, and forgets all up to it.</summary>
    public async Task Until(string sign)
    {
        var wanted = Encoding.UTF8.GetBytes(sign);
        while (true)
        {
            var found = buffer.AsSpan(0, length).IndexOf(wanted);
            if (found >= 0)
            {
                buffer.AsSpan(found + wanted.Length, length - found - wanted.Length).CopyTo(buffer);
                length -= found + wanted.Length;
                return;
            }

            if (length > buffer.Length / 2)
            {
                buffer.AsSpan(length - wanted.Length, wanted.Length).CopyTo(buffer);
                length = wanted.Length;
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException($"ejabberd closed the stream: {Encoding.UTF8.GetString(buffer, 0, length)}");
            length += read;
        }
    }

    public void Dispose() => socket.Dispose();
}
