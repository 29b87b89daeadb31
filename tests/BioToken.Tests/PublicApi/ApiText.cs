using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace BioToken.Tests.PublicApi;

/// <summary>Writes an assembly's public surface as text, one member a line, in a stable order.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Describe(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Describe(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => $"enum : {Name(Enum.GetUnderlyingType(type))}",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsByRefLike ? "ref struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        string[] parents =
            [.. (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) ? new[] { Name(b) } : [])
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Where(i => i.IsPublic).Select(Name).Order(StringComparer.Ordinal))];
        return $"{type.FullName} {kind}{(parents.Length > 0 ? " : " + string.Join(", ", parents) : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(
                f => $"{f.Name} = 0x{Convert.ToUInt64(f.GetRawConstantValue(), null):X}");
        IEnumerable<string> methods = type.GetMethods(Declared)
            .Where(m => IsVisible(m) && !m.IsSpecialName && !IsCompilerMade(m))
            .Select(Describe);
        IEnumerable<string> constructors = type.GetConstructors(Declared).Where(IsVisible).Select(c => $".ctor({Parameters(c)})");
        IEnumerable<string> properties = type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsVisible)).Select(Describe);
        IEnumerable<string> fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily)
            .Select(f => $"{(f.IsLiteral ? "const" : f.IsStatic ? "static" : "")} {f.Name} : {Name(f.FieldType)}{(f.IsLiteral ? " = " + f.GetRawConstantValue() : "")}".Trim());
        return methods.Concat(constructors).Concat(properties).Concat(fields);
    }

    private static string Describe(MethodInfo method)
        => $"{(method.IsStatic ? "static " : "")}{Overriding(method)}{method.Name}({Parameters(method)}) : {Name(Nullability.Create(method.ReturnParameter), n => n.ReadState)}";

    private static string Describe(PropertyInfo property)
    {
        string accessors = string.Join(
            " ", property.GetAccessors(true).Where(IsVisible).Select(a => a == property.GetMethod ? "get;" : IsInit(a) ? "init;" : "set;"));
        string index = property.GetIndexParameters() is { Length: > 0 } p ? $"[{string.Join(", ", p.Select(Describe))}]" : "";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string isStatic = property.GetAccessors(true).Any(a => a.IsStatic) ? "static " : "";
        return $"{isStatic}{required}{Overriding(property.GetAccessors(true)[0])}{property.Name}{index} : {Name(Nullability.Create(property), n => n.ReadState)} {{ {accessors} }}";
    }

    private static string Describe(ParameterInfo parameter)
        => $"{(parameter.IsOut ? "out " : "")}{(IsParams(parameter) ? "params " : "")}{Name(Nullability.Create(parameter), n => n.WriteState)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}";

    /// <summary>
    /// What another class does with a member: a default of an interface need not be implemented, an abstract member must be overridden, a
    /// virtual one may be.
    /// </summary>
    private static string Overriding(MethodInfo method) => method switch
    {
        { IsStatic: true } => "",
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "default ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } => "virtual ",
        _ => "",
    };

    private static bool IsParams(ParameterInfo parameter)
        => parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Describe));

    /// <summary>
    /// Returns a type with a question mark wherever null is allowed, also in type arguments: <c>Task&lt;InterruptedWrite?&gt;</c>.
    /// </summary>
    private static string Name(NullabilityInfo info, Func<NullabilityInfo, NullabilityState> stateOf)
    {
        string mark = stateOf(info) == NullabilityState.Nullable ? "?" : "";
        if (info.ElementType is { } element)
            return $"{Name(element, stateOf)}[]{mark}";
        if (info.GenericTypeArguments.Length == 0 || Nullable.GetUnderlyingType(info.Type) is not null)
            return Name(info.Type) + mark;
        // The read and write states of a type argument are the same.
        IEnumerable<string> arguments = info.GenericTypeArguments.Select(argument => Name(argument, n => n.ReadState));
        return $"{NameWithoutArguments(info.Type)}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string NameWithoutArguments(Type type) => type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo accessor)
        => accessor.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");

    // Records include Equals, ToString and similar members, which our changes cannot break.
    private static bool IsCompilerMade(MethodInfo method)
        => method.Name.StartsWith('<')
            || method.GetBaseDefinition().DeclaringType == typeof(object)
            || method.Name is "PrintMembers" or "Deconstruct"
            || (method.Name == "Equals" && method.DeclaringType?.GetMethod("<Clone>$") is not null);

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying);
        if (!type.IsGenericType)
            return type.IsGenericParameter || type.Namespace == "System" ? type.Name : type.FullName ?? type.Name;
        return $"{NameWithoutArguments(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
