using System.Reflection;
using System.Runtime.CompilerServices;
using Nmt.Model;
using static TorchSharp.torch;

namespace Nmt.Tests.Conventions;

/// <summary>What the compiler does not check of our own rules.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Model = typeof(Translator).Assembly;
    private static readonly Assembly Training = Assembly.Load("nmt");
    private static readonly Assembly Web = Assembly.Load("Nmt.Web");

    public static TheoryData<string> Products => [Model.GetName().Name!, Training.GetName().Name!, Web.GetName().Name!];

    [Fact]
    public void Projects_KnowOnlyWhomTheyMay()
    {
        Assert.DoesNotContain(References(Model), name => name is "nmt" or "Nmt.Web" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(References(Training), name => name == "Nmt.Web" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain("nmt", References(Web));
        Assert.DoesNotContain("System.CommandLine", References(Web));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Classes_AreSealedOrStatic(string product)
    {
        var open = Assembly.Load(product).GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && Ours(type))
            .Where(type => !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type) && type.Name is not ("Program" or "_Imports"));
        Assert.Empty(open);
    }

    /// <summary>Modules register every field, the compiler's own too: such a field would get a name no other program knows.</summary>
    [Theory]
    [MemberData(nameof(Products))]
    public void Modules_HaveNoHiddenFieldsOfModulesOrTensors(string product)
    {
        var hidden = Assembly.Load(product).GetTypes()
            .Where(type => typeof(nn.Module).IsAssignableFrom(type))
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.Name.Contains('<') && (typeof(nn.Module).IsAssignableFrom(field.FieldType) || typeof(Tensor).IsAssignableFrom(field.FieldType)));
        Assert.Empty(hidden);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Types_AreNotCalledByEmptyNames(string product)
    {
        string[] empty = ["Utils", "Util", "Helper", "Helpers", "Manager"];
        Assert.DoesNotContain(Assembly.Load(product).GetTypes(), type => Ours(type) && empty.Any(name => type.Name.EndsWith(name, StringComparison.Ordinal)));
    }

    private static bool Ours(Type type) =>
        type.Namespace?.StartsWith("Nmt", StringComparison.Ordinal) == true
        && !type.Name.Contains('<') && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null;

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
