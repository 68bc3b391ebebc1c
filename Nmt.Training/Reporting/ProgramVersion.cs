namespace Nmt.Training.Reporting;

/// <summary>The version of this program, as signatures, logs and manifests carry it.</summary>
internal static class ProgramVersion
{
    /// <summary>As in "1.0.0".</summary>
    public static string Number { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);

    /// <summary>As in "nmt-1.0.0".</summary>
    public static string Name { get; } = $"nmt-{Number}";
}
