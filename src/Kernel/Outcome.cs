using System.Diagnostics.CodeAnalysis;

namespace Charla.Kernel;

/// <summary>Either a value or the refusal that came instead of it.</summary>
[GenerateSerializer, Immutable, Alias("charla.Outcome`1")]
public readonly struct Outcome<T>
{
    Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    [Id(0)]
    public T? Value { get; }

    [Id(1)]
    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
