using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

public sealed class NewObjectTests
{
    [Fact]
    public void Template_is_made_once_for_all_that_needs_it()
    {
        int made = 0;
        using NewObject planned = new(CKO.DATA, certificate: null, template =>
        {
            made++;
            template.Add(CKA.LABEL, "label").Add(CKA.VALUE, [1, 2, 3]);
        });

        Assert.Equal("label", planned.Plan().Label);
        Assert.Equal(CKO.DATA, planned.Describe().Class);
        Assert.Same(planned.Template, planned.Template);
        Assert.Equal(1, made);
    }

    [Fact]
    public void Dispose_zeroes_the_template()
    {
        NewObject planned = new(CKO.DATA, certificate: null, static template => template.Add(CKA.VALUE, [1, 2, 3]));
        AttributeTemplate template = planned.Template;

        planned.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _ = template[0]);
    }
}
