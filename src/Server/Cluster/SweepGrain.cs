namespace Charla.Server.Cluster;

/// <summary>Sweeps for all silos. There is one, and a reminder wakes it wherever it is by then.</summary>
[Alias("charla.ISweepGrain")]
interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that it is reminded; the same however often it is asked.</summary>
    [Alias("Begin")]
    Task Begin();
}

sealed class SweepGrain(Sweeper sweeper) : Grain, ISweepGrain, IRemindable
{
    const string Name = "sweep";
    static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    public Task Begin() => this.RegisterOrUpdateReminder(Name, First, Sweeper.Every);

    public Task ReceiveReminder(string reminderName, TickStatus status) => sweeper.Sweep();
}
