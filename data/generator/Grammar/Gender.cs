namespace Nmt.Data.Grammar;

internal enum Gender
{
    Masculine,
    Feminine,
    Neuter,
}
