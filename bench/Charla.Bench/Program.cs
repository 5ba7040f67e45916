using Charla.Bench;

var benches = new Dictionary<string, Func<Task<int>>>
{
    ["write"] = () => WriteBench.Run(onPostgres: false),
    ["write --postgres"] = () => WriteBench.Run(onPostgres: true),
    ["deliver"] = DeliverBench.Run,
    ["local"] = LocalBench.Run,
    ["silos"] = SilosBench.Run,
    ["ejabberd"] = EjabberdBench.Run,
    ["idle"] = IdleBench.Run,
    ["storm"] = StormBench.Run,
    ["grow"] = GrowBench.Run,
    ["start"] = StartBench.Run,
    ["read"] = ReadBench.Run,
    ["graph"] = GraphBench.Run,
    ["copy"] = CopyBench.Run,
    ["hooks"] = HooksBench.Run,
};

if (args is ["report", .. var names])
{
    var chosen = names.Length == 0 ? [.. benches.Keys.Where(name => name != "copy")] : names;
    return chosen.Except(benches.Keys).Any() ? Usage() : await Report.Write(benches, chosen);
}

return benches.TryGetValue(string.Join(' ', args), out var bench) ? await bench() : Usage();

static int Usage()
{
    Console.WriteLine(
        """
        Usage: dotnet run -c Release --project bench/Charla.Bench -- NAME
          write     durable sends over HTTP, against a POST that stores nothing and against raw inserts; with --postgres
                    on a PostgreSQL of the bench's own
          deliver   sender's socket, commit, receiver's socket: 100 pairs, at half and at full rate
          local     sends on the owning silo, against the same without the actor layer, on PostgreSQL
          silos     three silos against one on the same machine, on PostgreSQL; and what killing one is like
          ejabberd  the same 100 pairs, against ejabberd with its archive on PostgreSQL
          idle      memory of an idle connection: 15,000 of the chat, 15,000 of the console
          storm     10,000 sockets cut at once while messages go on
          grow      a send at ten million stored messages, against ten thousand
          start     start to ready, memory at rest and after 100,000 messages
          read      a page of 50 in a conversation of a million messages; the list of a page with a million conversations
          graph     an app's sends over the Graph, against the person's own
          copy      the two ways to hand PostgreSQL many rows, unnest and COPY, by size of the batch
          hooks     commit to first webhook attempt with 100 receivers of which one hangs; deliveries against signed POSTs that
                    store nothing
          report    [NAME …]  runs all or these ("write --postgres" in quotes), keeps the figures in bench/figures.json and
                    writes docs/performance.md and docs/capacity.md
        """);
    return 2;
}
