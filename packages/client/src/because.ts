/** What came first is to be seen in what is thrown after it: it is why the training ended. */
export async function because<T>(first: unknown, then: Promise<T>): Promise<T> {
  try {
    return await then;
  } catch (error) {
    if (error instanceof Error && error !== first) error.cause ??= first;
    throw error;
  }
}
