using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// The group committer: a queue and a writer for each partition. One on SQLite, as many on PostgreSQL as the database
/// was made with.
/// </summary>
sealed class Journal(Database database, ConversationStore store, ILogger<Journal> logger) : IHostedService, IDisposable
{
    readonly TaskCompletionSource<IReadOnlyList<JournalTail>> tails = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IReadOnlyList<JournalWriter> writers = [];
    bool isDisposed;

    /// <summary>How many submissions share a commit at most.</summary>
    public int MaxBatch { get; init; } = 1024;

    public bool IsWriting => writers.All(writer => writer.IsWriting);

    /// <summary>The newest entries of each partition, once the journal has started.</summary>
    public Task<IReadOnlyList<JournalTail>> Tails => tails.Task;

    public Task<Commit> Commit(Submission submission)
    {
        if (isDisposed || WriterOf(submission.Conversation.Page)?.TryAdd(submission) != true)
            submission.Answer(new Commit.Failed(Refusal.Unavailable));
        return submission.Done;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var partitions = await store.Partitions();
        writers = [.. Enumerable.Range(0, partitions).Select(partition =>
            new JournalWriter(Engine(partition), new JournalTail(), MaxBatch, logger))];
        await Task.WhenAll(writers.Select(writer => writer.Start()));
        tails.SetResult([.. writers.Select(writer => writer.Tail)]);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var writer in writers)
            writer.Complete();
        return Task.CompletedTask;
    }

    /// <summary>Asked twice, because the container knows the journal by two names.</summary>
    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        foreach (var writer in writers)
            writer.Dispose();
    }

    JournalWriter? WriterOf(PageId page) => writers.Count == 0 ? null : writers[Partitions.Of(page, writers.Count)];

    IJournalEngine Engine(int partition) => database switch
    {
        PostgresDatabase postgres => new PostgresJournal(postgres, partition, logger),
        SqliteDatabase sqlite => new SqliteJournal(sqlite, logger),
        _ => throw new NotSupportedException($"There is no journal on {database.Engine}."),
    };
}
