using Charla.Bench;

return args switch
{
    ["write"] => await WriteBench.Run(postgres: null),
    ["write", "--postgres", var server] => await WriteBench.Run(server),
    ["copy", var server] => CopyBench.Run(server),
    ["deliver"] => await DeliverBench.Run(),
    ["start"] => await StartBench.Run(),
    ["read"] => await ReadBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine(
        """
        Usage: dotnet run -c Release --project bench/Charla.Bench -- NAME
          write    durable sends over HTTP, against a POST that stores nothing and against raw inserts; on PostgreSQL
                   with --postgres "Host=…;Username=…", of a user who may make databases
          copy     "Host=…;Username=…": the two ways to hand PostgreSQL many rows, unnest and COPY, by size of the batch
          deliver  sender's socket, commit, receiver's socket: 100 pairs
          start    start to ready, memory at rest and after 100,000 messages
          read     a page of 50 in a conversation of a million messages; the list of a page with a million conversations
        """);
    return 2;
}
