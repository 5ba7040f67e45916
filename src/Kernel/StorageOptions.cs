using System.ComponentModel.DataAnnotations;

namespace Charla.Kernel;

/// <summary>Where the installation keeps its data.</summary>
public sealed class StorageOptions
{
    /// <summary>The data folder, also set by <c>--data</c>. Default: <c>data</c> below the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "data";
}
