using System.ComponentModel.DataAnnotations;

namespace Charla.Kernel;

/// <summary>Where the installation keeps its data.</summary>
public sealed class StorageOptions
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>The data folder, also set by <c>--data</c>. Default: <c>data</c> below the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "data";

    /// <summary>The engine: <c>sqlite</c> keeps one file in the folder, <c>postgres</c> a database of its own.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>How to reach PostgreSQL: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Into how many partitions a new PostgreSQL database is made; it keeps them for life.</summary>
    [Range(1, MostPartitions)]
    public int Partitions { get; set; } = 8;

    public const int MostPartitions = 256;
}
