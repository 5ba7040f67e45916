using System.Collections.Concurrent;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Runs what is given to it on one thread, and what that awaits again on this thread: for work that waits for the disk
/// most of the time and would keep one of the few threads of the pool from those who send.
/// </summary>
sealed class OwnThread : TaskScheduler, IDisposable
{
    readonly BlockingCollection<Task> waiting = [];

    public OwnThread(string name) => new Thread(Run) { IsBackground = true, Name = name }.Start();

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts it here.</summary>
    public Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void Dispose() => waiting.CompleteAdding();

    protected override void QueueTask(Task task) => waiting.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => waiting;

    void Run()
    {
        foreach (var task in waiting.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
