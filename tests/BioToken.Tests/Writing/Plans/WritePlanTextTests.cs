using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing;

public sealed class WritePlanTextTests
{
    [Fact]
    public void FromJson_of_half_a_surrogate_pair_is_no_plan()
        => Assert.Throws<FormatException>(() => WritePlan.FromJson($$"""{ "tokenSerialNumber": "{{'\ud800'}}" }"""));
}
