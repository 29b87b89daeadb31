/* A library that is not a PKCS#11 module. */
__attribute__((visibility("default"))) int plain(void)
{
    return 1;
}
