namespace Nmt.Training.Evaluation;

/// <summary>One setting in a signature.</summary>
/// <param name="Name">As sacreBLEU calls it.</param>
/// <param name="Short">As it is called in a short signature.</param>
/// <param name="Value">No colon and no bar.</param>
internal readonly record struct SignatureField(string Name, string Short, string Value)
{
    public static string YesNo(bool value) => value ? "yes" : "no";
}
