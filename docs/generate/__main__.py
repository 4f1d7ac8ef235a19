"""`python -m docs.generate`: write the examples, then the tables."""

from docs.generate import examples, tables
from schemas.examples import write as write_examples
from schemas.generate import write as write_files

write_examples(examples.made)
write_files(tables.generated().items())
